export interface DnsRecord {
  name: string;
  type: 'MX' | 'TXT' | 'SRV' | 'CNAME';
  /** As a zone file has it. */
  value: string;
  note?: string;
}

export interface DnsInput {
  domain: string;
  /** The mail server's own name, which must have A or AAAA records and a PTR that agrees. */
  hostname: string;
  selector: string;
  /** `v=DKIM1; …` */
  dkim: string;
}

/**
 * What a domain publishes so that mail reaches it and others believe its mail: MX (RFC 5321 §5), SPF (RFC 7208), DKIM
 * (RFC 6376), DMARC (RFC 7489), MTA-STS and TLS reports (RFC 8461, 8460), and where mail programs find their server
 * (RFC 6186, 8314, 8620), address books (RFC 6764). Ports are those a firewall shows outside.
 */
export function dnsRecords({ domain, hostname, selector, dkim }: DnsInput): DnsRecord[] {
  return [
    {
      name: domain,
      type: 'MX',
      value: `10 ${hostname}.`,
      note: `MX: ${hostname} cần bản ghi A/AAAA và PTR trùng tên; needs A/AAAA and a matching PTR`,
    },
    { name: domain, type: 'TXT', value: quoted('v=spf1 mx -all'), note: 'SPF' },
    { name: `${selector}._domainkey.${domain}`, type: 'TXT', value: quoted(dkim), note: 'DKIM' },
    {
      name: `_dmarc.${domain}`,
      type: 'TXT',
      value: quoted(`v=DMARC1; p=quarantine; rua=mailto:postmaster@${domain}`),
      note: 'DMARC: bắt đầu bằng quarantine, ổn định thì đổi thành reject; begin with quarantine, later reject',
    },
    {
      name: `_mta-sts.${domain}`,
      type: 'TXT',
      value: quoted('v=STSv1; id=1'),
      note: `MTA-STS: chỉ khi https://mta-sts.${domain}/.well-known/mta-sts.txt có chính sách; only once the policy is served there`,
    },
    {
      name: `_smtp._tls.${domain}`,
      type: 'TXT',
      value: quoted(`v=TLSRPTv1; rua=mailto:postmaster@${domain}`),
      note: 'TLS-RPT',
    },
    {
      name: `_imaps._tcp.${domain}`,
      type: 'SRV',
      value: `0 1 993 ${hostname}.`,
      note: 'chương trình thư tự cấu hình; set-up of mail programs',
    },
    { name: `_submissions._tcp.${domain}`, type: 'SRV', value: `0 1 465 ${hostname}.` },
    { name: `_submission._tcp.${domain}`, type: 'SRV', value: `0 1 587 ${hostname}.` },
    { name: `_jmap._tcp.${domain}`, type: 'SRV', value: `0 1 443 ${hostname}.` },
    { name: `_carddavs._tcp.${domain}`, type: 'SRV', value: `0 1 443 ${hostname}.` },
    { name: `_carddavs._tcp.${domain}`, type: 'TXT', value: quoted('path=/dav/') },
  ];
}

/** A TXT value in strings of at most 255 octets (RFC 1035 §3.3.14). */
function quoted(text: string): string {
  return (text.match(/.{1,255}/g) ?? ['']).map((part) => `"${part.replace(/["\\]/g, '\\$&')}"`).join(' ');
}
