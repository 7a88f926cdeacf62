import type { ThemeConfig } from 'antd';

const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Ant Design in the colours of `styles/base.css`. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#1d4f91',
    colorLink: '#1d4f91',
    colorError: '#b3261e',
    colorSuccess: '#1b7447',
    colorWarning: '#c98a0b',
    colorText: '#18212d',
    colorTextSecondary: '#465163',
    colorTextPlaceholder: '#667183',
    colorBorder: '#d5dae2',
    colorBorderSecondary: '#e3e6ec',
    borderRadius: 8,
    borderRadiusSM: 6,
    borderRadiusLG: 10,
    fontFamily: '"Be Vietnam Pro", "Segoe UI", system-ui, sans-serif',
    fontSize: 14,
    controlHeight: 36,
    motion: !reducedMotion,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
    wireframe: false,
  },
  components: {
    Button: { fontWeight: 500, primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    Tooltip: { fontSize: 12.5, controlHeight: 28 },
  },
};
