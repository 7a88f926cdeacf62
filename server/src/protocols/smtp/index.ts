/** SMTP, LMTP and submission: from the wire to the mail store and the queue. */
export {
  createSmtpService,
  defaultLimits,
  type SmtpDeps,
  type SmtpLimits,
  type SmtpListener,
  type SmtpService,
  wireLimit,
} from './service.ts';
