# The command in an image: docker build -t tsloc . && docker run --rm -v "$PWD:/test" tsloc -f /test/users.ts --headless
FROM node:22-slim AS build
WORKDIR /tsloc
COPY . .
RUN npm ci --ignore-scripts && npm run build && npm prune --omit=dev --ignore-scripts

FROM node:22-slim
COPY --from=build /tsloc /opt/tsloc
# Result files go to the working folder: any user of a cluster must be able to write there.
RUN ln -s /opt/tsloc/bin/tsloc.js /usr/local/bin/tsloc && mkdir -m 1777 /test
WORKDIR /test
USER node
# Web page, master.
EXPOSE 8089 5557
ENTRYPOINT ["tsloc"]
