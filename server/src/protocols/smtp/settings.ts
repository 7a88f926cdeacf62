import { type Environment, readConfig } from '../../platform/index.ts';

export interface SmtpSettings {
  /** Domains whose ARC seals are believed: forwarders and lists that the province works with. */
  trustedSealers: string[];
}

/** @throws PlatformError `config.invalid`. */
export function readSmtpSettings(env: Environment = process.env): SmtpSettings {
  return readConfig(env, (read) => ({
    trustedSealers: read.list('CONGVU_TRUSTED_SEALERS').map((domain) => domain.toLowerCase()),
  }));
}
