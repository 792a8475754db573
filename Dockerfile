FROM python:3.11-slim AS build
RUN pip install --no-cache-dir uv==0.13.8
WORKDIR /app
ENV UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
COPY pyproject.toml uv.lock README.md LICENSE ./
RUN uv sync --locked --no-dev --extra ocr --no-install-project
COPY app app
COPY bot bot
COPY domain domain
COPY drafting drafting
COPY parsing parsing
COPY rules rules
COPY storage storage
COPY workers workers
RUN uv sync --locked --no-dev --extra ocr --no-editable

FROM python:3.11-slim
# LibreOffice opens DOC, WPS, XLS and ET; its version is the distribution's.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libreoffice-calc-nogui libreoffice-writer-nogui \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home --uid 10001 nianbao \
    && mkdir /data && chown nianbao /data
COPY --from=build /app/.venv /app/.venv
ENV PATH=/app/.venv/bin:$PATH NIANBAO_HOME=/data PYTHONUNBUFFERED=1
USER 10001
VOLUME /data
ENTRYPOINT ["nianbao"]
CMD ["up"]
