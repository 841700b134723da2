#!/bin/sh
# Runs once, when the database is made: the role of web and workers, which reads and writes rows
# but cannot change tables, drop triggers or TRUNCATE, which would go around the kept history.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$APP_DATABASE_PASSWORD" \
  --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
create role samskab_app login password :'password';
grant connect on database samskab to samskab_app;
grant usage on schema public to samskab_app;
alter default privileges in schema public grant select, insert, update, delete on tables to samskab_app;
alter default privileges in schema public grant usage, select on sequences to samskab_app;
SQL
