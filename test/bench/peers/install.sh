#!/bin/bash
# Installs the peers from Debian's own packages, without configuring or starting any service of theirs.
. "$(dirname "$0")/common.sh"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# Postfix first, so that nothing pulls in another mail transfer agent.
apt-get install -y --no-install-recommends postfix openssl
apt-get install -y --no-install-recommends dovecot-core dovecot-imapd dovecot-lmtpd
