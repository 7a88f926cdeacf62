import type { ReactNode, SVGProps } from 'react';

/** Line icons on a 24 grid, drawn for this page. Decorative: the control that holds one carries the label. */
const shapes = {
  inbox: 'M3 13h5l1.5 3h5L16 13h5M5.4 5.500h13.200L21 13v5a1.5 1.5 0 0 1-1.5 1.500h-15A1.5 1.5 0 0 1 3 18v-5z',
  send: 'M20.5 3.5 10 14M20.5 3.5 14 20.500l-4-6.5-6.5-4z',
  draft: 'M13 4H6.500A1.5 1.5 0 0 0 5 5.500v13A1.5 1.5 0 0 0 6.5 20h11a1.5 1.5 0 0 0 1.5-1.500V12M18.2 3.300a1.7 1.7 0 0 1 2.5 2.500L13.5 13l-3.2.7.7-3.200z',
  junk: 'M12 8v5M12 16.200v.1M8.3 3.500h7.400l4.8 4.800v7.400l-4.8 4.800H8.300l-4.8-4.800V8.300z',
  trash: 'M4 6.500h16M9 6V4.500A1 1 0 0 1 10 3.500h4a1 1 0 0 1 1 1V6M6 6.500l.8 12.600a1.5 1.5 0 0 0 1.5 1.400h7.400a1.5 1.5 0 0 0 1.5-1.400L18 6.500M10 10.500v6M14 10.500v6',
  archive: 'M4 8.500v10A1.5 1.5 0 0 0 5.5 20h13a1.5 1.5 0 0 0 1.5-1.500v-10M3 4.500h18v4H3zM10 12.500h4',
  folder: 'M3 7a2 2 0 0 1 2-2h4l2 2.500h8a2 2 0 0 1 2 2V17a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z',
  folderMove: 'M3 7a2 2 0 0 1 2-2h4l2 2.500h8a2 2 0 0 1 2 2V17a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2zM8.5 13h6.500M12.5 10.5 15 13l-2.5 2.5',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.3 15.3 20 20',
  filter: 'M4 7h10M18 7h2M4 17h2M10 17h10M16 4.800v4.400M8 14.800v4.4',
  star: 'm12 3.8 2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.800z',
  clip: 'm19.5 11.5-7.8 7.800a4.6 4.6 0 0 1-6.5-6.500L13.5 4.500a3.1 3.1 0 0 1 4.4 4.400l-8.3 8.300a1.5 1.5 0 0 1-2.2-2.200l7.6-7.6',
  reply: 'M9.5 6 4 11.5 9.5 17M4.5 11.500H14a6 6 0 0 1 6 6V19',
  replyAll: 'M12.5 6 7 11.500l5.5 5.500M7 6l-5 5.500L7 17M7.5 11.500H16a5.5 5.5 0 0 1 5.5 5.500v2',
  forward: 'M14.5 6 20 11.5 14.5 17M19.5 11.500H10a6 6 0 0 0-6 6V19',
  mailOpen: 'M3.5 10 12 4l8.5 6v8.500A1.5 1.5 0 0 1 19 20H5a1.5 1.5 0 0 1-1.5-1.500zM4 10.500l8 5 8-5',
  mail: 'M5 5.500h14A1.5 1.5 0 0 1 20.5 7v10a1.5 1.5 0 0 1-1.5 1.500H5A1.5 1.5 0 0 1 3.5 17V7A1.5 1.5 0 0 1 5 5.500zM4 7l8 6 8-6',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  close: 'm6 6 12 12M18 6 6 18',
  minus: 'M5 18h14',
  expand: 'M14 4h6v6M10 20H4v-6M20 4l-7 7M4 20l7-7',
  shrink: 'M20 10h-6V4M4 14h6v6M14 10l6.5-6.500M10 14l-6.5 6.5',
  check: 'm5 12.5 4.5 4.500L19 7.5',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  next: 'M9.5 5.5 16 12l-6.5 6.5',
  up: 'm5.5 14.5 6.5-6.5 6.5 6.5',
  down: 'm5.5 9.5 6.5 6.5 6.5-6.5',
  menu: 'M4 7h16M4 12h16M4 17h16',
  plus: 'M12 5v14M5 12h14',
  pen: 'M4 20l1-4.500L16.5 4a2.1 2.1 0 0 1 3 3L8.5 19z',
  download: 'M12 4v11M7 10.500l5 5 5-5M4.5 20h15',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  print: 'M7 8V3.500h10V8M7 17H5a1.5 1.5 0 0 1-1.5-1.500V10A2 2 0 0 1 5.5 8h13a2 2 0 0 1 2 2v5.500A1.5 1.5 0 0 1 19 17h-2M7 14h10v6.500H7z',
  code: 'm8.5 7-5 5 5 5M15.5 7l5 5-5 5',
  shield: 'M12 3.5 19 6v5.500c0 4.3-2.9 7.6-7 9-4.1-1.4-7-4.7-7-9V6zM9 12l2.2 2.200L15.2 10',
  shieldAlert: 'M12 3.5 19 6v5.500c0 4.3-2.9 7.6-7 9-4.1-1.4-7-4.7-7-9V6zM12 8.500v4M12 15.500v.1',
  image: 'M5 4.500h14A1.5 1.5 0 0 1 20.5 6v12a1.5 1.5 0 0 1-1.5 1.500H5A1.5 1.5 0 0 1 3.5 18V6A1.5 1.5 0 0 1 5 4.500zM4 16.500l4.5-4.5 4 4 2.5-2.5 5 5M15.5 9.500h.1',
  file: 'M13.5 3.500h-7A1.5 1.5 0 0 0 5 5v14a1.5 1.5 0 0 0 1.5 1.500h11A1.5 1.5 0 0 0 19 19V9zM13.5 3.500V9H19',
  user: 'M12 11.500a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.500c.6-4 3.6-6 7.5-6s6.9 2 7.5 6',
  building: 'M5 20.500V5a1.5 1.5 0 0 1 1.5-1.500h7A1.5 1.5 0 0 1 15 5v15.500M15 9.500h3a1.5 1.5 0 0 1 1.5 1.500v9.500M3.5 20.500h17M8.5 7.500h3M8.5 11.500h3M8.5 15.500h3',
  signOut: 'M14 4.500H6.500A1.5 1.5 0 0 0 5 6v12a1.5 1.5 0 0 0 1.5 1.500H14M10 12h10.500M17 8.500l3.5 3.5-3.5 3.5',
  key: 'M14.5 13.500a4.5 4.5 0 1 0-4-4L4 16v3.500h3.500V17H10v-2.500zM16.2 8h.1',
  keyboard: 'M4 6.500h16A1.5 1.5 0 0 1 21.5 8v8a1.5 1.5 0 0 1-1.5 1.500H4A1.5 1.5 0 0 1 2.5 16V8A1.5 1.5 0 0 1 4 6.500zM6.5 10.500h.1M10 10.500h.1M14 10.500h.1M17.5 10.500h.1M8 14h8',
  globe: 'M12 20.500a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM3.5 12h17M12 3.500c5 5.5 5 11.5 0 17-5-5.5-5-11.5 0-17z',
  pause: 'M12 20.500a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM10 9.500v5M14 9.500v5',
  alert: 'M12 4 2.8 19.500h18.400zM12 10v4M12 16.700v.1',
  refresh: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.300L20 9.500M20 4v5.500h-5.5',
  bold: 'M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z',
  italic: 'M10.5 5h6M7.5 19h6M13.5 5l-3 14',
  underline: 'M7 4.500v6.500a5 5 0 0 0 10 0V4.500M6 20h12',
  bullets: 'M9.5 6.500H20M9.5 12H20M9.5 17.500H20M4.8 6.500h.1M4.8 12h.1M4.8 17.500h.1',
  numbers: 'M10 6.500h10M10 12h10M10 17.500h10M4 5l1.5-.700V9M4 14.300c2-1.3 3 .7 1.7 1.700L4 18h3',
  quote: 'M9.5 7C6.5 8 5 10 5 13v4h5v-5H7.500M18.5 7c-3 1-4.5 3-4.5 6v4h5v-5h-2.5',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.700l1-1',
  alignLeft: 'M4 6h16M4 10h10M4 14h16M4 18h10',
  alignCenter: 'M4 6h16M7 10h10M4 14h16M7 18h10',
  alignRight: 'M4 6h16M10 10h10M4 14h16M10 18h10',
  alignJustify: 'M4 6h16M4 10h16M4 14h16M4 18h16',
  clearFormat: 'M6 5h13M12.5 5 9.5 19M15 15l5 5M20 15l-5 5',
} as const;

export type IconName = keyof typeof shapes;

interface Props extends Omit<SVGProps<SVGSVGElement>, 'name'> {
  name: IconName;
  size?: number;
  filled?: boolean;
}

const dots = new Set<IconName>(['more', 'bullets', 'keyboard']);

export function Icon({ name, size = 18, filled = false, ...rest }: Props): ReactNode {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill={filled ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth={dots.has(name) ? 2.2 : 1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none', display: 'block' }}
      {...rest}
    >
      <path d={shapes[name]} />
    </svg>
  );
}
