"""What a draft says beside the labels of the official form, one file for each form."""
