#!/bin/sh
# Fetches what the table is made from into a folder: fetch.sh FOLDER [VERSION of kubernetes-validate]
# Needs pip and go, and the network.
set -eu

folder=$1
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

pip install --quiet --no-deps --upgrade --target "$folder/python" "kubernetes-validate${2:+==$2}"

cd "$folder/python/kubernetes_validate/kubernetes-json-schema"
for release in v1.*.0-local-strict; do
    minor=${release#v1.}
    minor=${minor%%.*}
    if [ "$minor" -ge 25 ]; then
        GOMODCACHE="$folder/go" GOFLAGS=-modcacherw go mod download "k8s.io/api@v0.$minor.0"
    fi
done
