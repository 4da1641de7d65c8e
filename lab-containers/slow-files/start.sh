#!/bin/sh
# Writes nginx's configuration for a download that takes HANDLER_TIME_MS milliseconds, and becomes nginx.
set -eu

file_bytes=$(stat -c %s /app/files/file)
handler_time_ms=${HANDLER_TIME_MS:-4000}
case $handler_time_ms in
  '' | *[!0-9]* | ??????*) accepted=no ;;
  *) [ "$handler_time_ms" -ge 100 ] && [ "$handler_time_ms" -le 60000 ] && accepted=yes || accepted=no ;;
esac
if [ "$accepted" = no ]; then
  # A bad value ends the program: it would measure the wrong thing.
  echo "HANDLER_TIME_MS takes a whole number from 100 to 60000, not \"$handler_time_ms\"." >&2
  exit 1
fi

# nginx waits for whole milliseconds between two pieces, each late by up to one: so many pieces, and at least 10 ms each.
pieces=$((handler_time_ms < 800 ? handler_time_ms / 10 : 80))
sed -e "s/@BYTES_PER_SECOND@/$((file_bytes * 1000 / handler_time_ms))/" \
  -e "s/@BYTES_PER_PIECE@/$((file_bytes / pieces))/" /app/nginx.conf.template >/tmp/nginx.conf

# exec, so that nginx is process 1 and gets the signals. -e, because before it reads its configuration it would write elsewhere.
exec nginx -e /dev/stderr -c /tmp/nginx.conf "$@"
