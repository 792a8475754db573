"""The wrong cell instead of the failed sums.

Failed relations overlap in the cell that is wrong. The smallest set of cells whose change makes
every relation true is taken for the cause (the principle of I. P. Fellegi and D. Holt, "A
systematic approach to automatic edit and imputation", 1976, in use in official statistics); what
is known of typing slips decides between sets of one size.
"""
