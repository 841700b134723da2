# The portal as it is deployed. Targets: `app` (web, worker, beat, migrations) and `proxy` (nginx).

FROM node:22-bookworm-slim AS frontend
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY static static
RUN npm run build

FROM python:3.12-slim-bookworm AS app
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
# Group 101 is nginx's in its image: the proxy reads the files that the portal writes.
RUN groupadd --gid 101 files && useradd --uid 10001 --gid 101 --create-home samskab
WORKDIR /app
COPY deploy/requirements.lock deploy/
RUN pip install --require-hashes -r deploy/requirements.lock
COPY . .
COPY --from=frontend /app/var/build var/build
# None of these values reaches a running container: they let the commands read the settings.
RUN SECRET_KEY=only-while-building DATABASE_URL=postgres://none@127.0.0.1/none REDIS_URL=redis://127.0.0.1 \
    sh -c 'python manage.py translations compile && python manage.py collectstatic --no-input \
           && python -m portal.documents.fonts' \
    && python -m compileall -q committee config ideas meetings portal projects \
    && install -d -o samskab -g files -m 2750 var/files
USER samskab
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--no-ws", "config.wsgi:application"]

FROM nginx:1.28 AS proxy
COPY deploy/nginx.conf /etc/nginx/nginx.conf
COPY --from=app /app/var/static /srv/static
EXPOSE 80 443
