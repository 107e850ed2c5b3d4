# The mail catcher of a development system.
FROM debian:trixie-slim AS node
RUN apt-get update && apt-get install -y --no-install-recommends nodejs && rm -rf /var/lib/apt/lists/*
WORKDIR /mail

FROM node AS build
RUN apt-get update && apt-get install -y --no-install-recommends npm ca-certificates
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund

FROM node
COPY --from=build /mail/node_modules node_modules
USER nobody
EXPOSE 1025 1080
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --start-interval=1s CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/1025"]
CMD ["node", "node_modules/.bin/maildev", "--ip", "0.0.0.0", "--web-ip", "0.0.0.0"]
