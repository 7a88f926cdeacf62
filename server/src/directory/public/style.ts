import { createHash } from 'node:crypto';

/** Of all public pages; in the page itself, so that one answer is all it takes. */
export const style = `
:root{color-scheme:light dark;--bg:#f4f5f8;--sheet:#fff;--ink:#18212d;--ink2:#465163;--line:#dde1e8;--accent:#1d4f91;--accent2:#163e73;--soft:#e7eff9;--mark:#c98a0b;--ring:#1d4f91}
@media (prefers-color-scheme:dark){:root{--bg:#12161c;--sheet:#1a2029;--ink:#e8ecf2;--ink2:#b4bdca;--line:#333c49;--accent:#8ab6f0;--accent2:#b3d0f6;--soft:#22324a;--mark:#e2b04a;--ring:#8ab6f0}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--ink);font:400 16px/1.55 "Be Vietnam Pro","Segoe UI",system-ui,-apple-system,Roboto,sans-serif}
a{color:var(--accent);text-underline-offset:2px}
a:hover{color:var(--accent2)}
:focus-visible{outline:2px solid var(--ring);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-999px}
.skip:focus{left:12px;top:8px;padding:6px 12px;background:var(--sheet)}
.top{background:var(--sheet);border-bottom:3px solid var(--mark)}
.wide{max-width:1040px;margin:0 auto;padding:0 20px}
.top .wide{display:flex;align-items:center;gap:14px;padding-top:14px;padding-bottom:14px}
.brand{flex:1;min-width:0;color:inherit;text-decoration:none}
.brand b{display:block;font-size:18px;font-weight:650;line-height:1.3}
.brand span{display:block;font-size:14px;color:var(--ink2)}
.lang{font-size:14px;padding:6px 8px}
main.wide{padding-top:22px;padding-bottom:36px}
form.find{display:flex;gap:8px;margin:0 0 20px}
form.find label{flex:1;min-width:0}
form.find input{width:100%;height:46px;padding:0 14px;border:1px solid var(--line);border-radius:9px;background:var(--sheet);color:inherit;font:inherit}
.find input::placeholder{color:var(--ink2);opacity:1}
.button{display:inline-block;min-height:44px;padding:9px 16px;border:0;border-radius:9px;background:var(--accent);color:var(--sheet);font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
.button:hover{background:var(--accent2);color:var(--sheet)}
.hint{margin:-12px 0 20px;font-size:14px;color:var(--ink2)}
h1{margin:0 0 10px;font-size:25px;line-height:1.3;font-weight:650;overflow-wrap:anywhere}
h2{margin:30px 0 10px;font-size:19px;font-weight:650}
nav ol{display:flex;flex-wrap:wrap;margin:0 0 10px;padding:0;list-style:none;font-size:14px;color:var(--ink2)}
nav li:not(:last-child)::after{content:"›";padding:0 7px}
.card{padding:18px 20px;background:var(--sheet);border:1px solid var(--line);border-radius:12px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:5px 18px;margin:12px 0 0}
dt{color:var(--ink2)}
dd{margin:0;overflow-wrap:anywhere}
.list{margin:0;padding:0;list-style:none;background:var(--sheet);border:1px solid var(--line);border-radius:12px}
.list li{padding:11px 16px}
.list li+li{border-top:1px solid var(--line)}
.list small{display:block;font-size:14px;color:var(--ink2)}
.list ul{margin:4px 0 0;padding:0 0 0 18px}
.list ul li{padding:4px 0;border:0}
.cols{columns:2;column-gap:18px}
.cols{overflow:hidden}
.cols li{break-inside:avoid;border-top:1px solid var(--line);margin-top:-1px}
.scroll{overflow-x:auto;background:var(--sheet);border:1px solid var(--line);border-radius:12px}
table{width:100%;border-collapse:collapse}
caption{padding:12px 16px;text-align:left;font-weight:600}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{padding:10px 16px;text-align:left;vertical-align:top;border-top:1px solid var(--line)}
thead th{font-size:14px;font-weight:600;color:var(--ink2)}
tbody th{font-weight:600}
.num{white-space:nowrap}
button.show,a.show{display:inline-block;min-height:28px;padding:2px 11px;border:1px solid var(--accent);border-radius:14px;background:none;color:var(--accent);font:inherit;font-size:14px;text-decoration:none;white-space:nowrap;cursor:pointer}
.show:hover{background:var(--soft)}
form.inline{display:inline}
.pages{display:flex;gap:18px;margin-top:18px}
.note{margin-top:26px;padding-top:14px;border-top:1px solid var(--line);font-size:14px;color:var(--ink2)}
.frame{background:var(--sheet)}
.frame main.wide{padding-top:14px;padding-bottom:14px}
@media (max-width:640px){
 body{font-size:16px}.wide{padding:0 14px}h1{font-size:21px}.cols{columns:1}.top .wide{align-items:flex-start}
 thead{position:absolute;clip-path:inset(50%);height:1px;overflow:hidden}
 table,tbody,tr,th,td{display:block}
 tbody tr{padding:11px 16px;border-top:1px solid var(--line)}
 tbody th,tbody td{padding:1px 0;border:0}
 td[data-label]::before{content:attr(data-label)": ";color:var(--ink2)}
 td:empty{display:none}
}
@media print{
 :root{--bg:#fff;--sheet:#fff;--ink:#000;--ink2:#333;--line:#999;--accent:#000}
 form.find,.hint,.lang,.show,.skip,.pages,.noprint{display:none!important}
 body{font-size:11pt}.card,.list,.scroll{border-radius:0}.cols{columns:2}
 a{text-decoration:none}thead{display:table-header-group}tr{break-inside:avoid}
}
`
  .replace(/\n\s*/g, '')
  .trim();

/** For the policy of what the page may do: this style and no other. */
export const styleSource = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/** Shows an address in its place instead of on a page of its own. Everything works without it. */
export const script = `
document.addEventListener('submit', async (event) => {
  const form = event.target.closest('form.inline');
  if (!form) return;
  event.preventDefault();
  const button = form.querySelector('button');
  button.disabled = true;
  try {
    const answer = await fetch(form.action, {
      method: 'POST', body: new URLSearchParams(new FormData(form)), headers: { accept: 'application/json' },
    });
    if (!answer.ok) throw new Error();
    const { address } = await answer.json();
    const link = document.createElement('a');
    link.href = 'mailto:' + encodeURIComponent(address).replace('%40', '@');
    link.textContent = address;
    form.replaceWith(link);
    link.focus();
  } catch {
    button.disabled = false;
    form.submit();
  }
});
`.trim();
