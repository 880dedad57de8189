# The command in an image: docker build -t tsloc . && docker run --rm -v "$PWD:/test" tsloc -f /test/users.ts --headless
FROM node:22-slim AS build
WORKDIR /tsloc
COPY . .
RUN npm ci --ignore-scripts && npm run build && npm prune --omit=dev --ignore-scripts

FROM node:22-slim
COPY --from=build /tsloc /opt/tsloc
RUN ln -s /opt/tsloc/bin/tsloc.js /usr/local/bin/tsloc
WORKDIR /test
USER node
# Web page, master.
EXPOSE 8089 5557
ENTRYPOINT ["tsloc"]
