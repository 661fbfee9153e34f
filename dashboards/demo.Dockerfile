# One instance of the demo's shop, for compose.yml. Built from the root of a checkout:
#   docker build --file dashboards/demo.Dockerfile .
FROM node:22.14.0-bookworm-slim

WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Without install scripts: what they compile are databases that this image does not need.
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src src
RUN npm run build
COPY demo demo

# A volume that is mounted here begins with this file, and belongs to the user below.
RUN mkdir /rollout && echo '{"percentage": 0}' > /rollout/rollout.json && chown -R node:node /rollout

USER node
EXPOSE 9464
ENTRYPOINT ["node", "--import", "tsx", "demo/service/main.ts"]
