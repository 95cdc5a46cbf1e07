# Build:  docker build -t cs-simulator .
# Run:    docker run --rm -p 127.0.0.1:8015:8015 -v cs-simulator:/var/lib/cs-simulator cs-simulator

FROM python:3.12-slim AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY simulator ./simulator
COPY scenarios ./scenarios
# Compiled here, since nothing can be written where the image runs: without its compiled files, and
# those of Python's library below, a start takes three times as long. They are 25 MB, and stay good
# whatever a builder does to the times of files. Faker is for tests.
RUN pip wheel --no-deps --wheel-dir /wheels . \
 && python -m venv --without-pip /opt/cs-simulator \
 && pip --python /opt/cs-simulator/bin/python install --no-compile "$(echo /wheels/*.whl)[fast]" \
 && python -m compileall -q -x /faker/ --invalidation-mode unchecked-hash /opt/cs-simulator/lib


FROM python:3.12-slim

LABEL org.opencontainers.image.title="cs-simulator" \
      org.opencontainers.image.description="A local simulator of Alibaba Cloud Container Service (API 2015-12-15)" \
      org.opencontainers.image.licenses="Apache-2.0"

# A number rather than a name, so that clusters which forbid root can see that it is none. A new
# volume takes over the folder's owner. The base image has no compiled files of Python's own library.
RUN install -d -o 10001 -g 10001 -m 0750 /var/lib/cs-simulator \
 && cd /etc && install -d cs-simulator/scenarios cs-simulator/fixtures \
    cs-simulator/init/start.d cs-simulator/init/ready.d cs-simulator/init/shutdown.d \
 && python -m compileall -q -x /site-packages/ --invalidation-mode unchecked-hash \
    "$(python -c 'import os; print(os.path.dirname(os.__file__))')"
COPY --from=build /opt/cs-simulator /opt/cs-simulator

# With TLS, tell the health check: CS_SIMULATOR_URL=https://127.0.0.1:8015.
ENV PATH=/opt/cs-simulator/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    CS_SIMULATOR_DB=/var/lib/cs-simulator/state.db \
    CS_SIMULATOR_CONFIG_DIR=/etc/cs-simulator \
    CS_SIMULATOR_HOST=0.0.0.0 \
    CS_SIMULATOR_MASTER_PORT=8016 \
    CS_SIMULATOR_ALLOW_REMOTE=true

USER 10001:10001
WORKDIR /var/lib/cs-simulator
VOLUME /var/lib/cs-simulator
EXPOSE 8015 8016

HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["cs-simulator", "wait", "--timeout", "2"]

ENTRYPOINT ["cs-simulator"]
CMD ["serve"]
