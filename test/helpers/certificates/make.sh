#!/bin/sh
# Makes the certificates of the tests anew: sh test/helpers/certificates/make.sh (needs openssl; the tests do not).
# Their keys guard nothing. All are good from 2020 to 2120, but `expired`, which was good in 2020 only.
set -e
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
touch "$work/index"
cat >"$work/ca.cnf" <<END
[ca]
default_ca = tests
[tests]
database = $work/index
new_certs_dir = $work
default_md = sha256
policy = any
rand_serial = yes
unique_subject = no
[any]
commonName = supplied
END

# certificate <name> <common name> <last year> <extension> <signing options…>
certificate() {
  name=$1 subject=$2 year=$3
  echo "$4" >"$work/extensions"
  shift 4
  openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out "$name.key"
  openssl req -new -config /dev/null -key "$name.key" -subj "/CN=$subject" -out "$work/request" 2>/dev/null ||
    openssl req -new -key "$name.key" -subj "/CN=$subject" -out "$work/request"
  openssl ca -batch -notext -config "$work/ca.cnf" -in "$work/request" -out "$name.pem" -extfile "$work/extensions" \
    -startdate 20200101000000Z -enddate "${year}0101000000Z" "$@" 2>/dev/null
  chmod 644 "$name.key"
}

by_ca='-cert ca.pem -keyfile ca.key'
certificate ca 'tsloc test authority' 2120 'basicConstraints=critical,CA:TRUE' -selfsign -keyfile ca.key
certificate server localhost 2120 'subjectAltName=DNS:localhost,DNS:*.example.test,IP:127.0.0.1,IP:::1' $by_ca
certificate wrong-host other.test 2120 'subjectAltName=DNS:other.test' $by_ca
certificate expired localhost 2021 'subjectAltName=DNS:localhost,IP:127.0.0.1' $by_ca
certificate self-signed localhost 2120 'subjectAltName=DNS:localhost,IP:127.0.0.1' -selfsign -keyfile self-signed.key
certificate client client 2120 'extendedKeyUsage=clientAuth' $by_ca
openssl pkcs8 -topk8 -in client.key -passout pass:secret -out client-encrypted.key
openssl pkcs12 -export -inkey client.key -in client.pem -passout pass:secret -out client.pfx
chmod 644 client-encrypted.key client.pfx
