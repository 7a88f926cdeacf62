import type { ComponentType, ReactNode } from 'react';
import AntdProvider from './AntdProvider.tsx';

/** A component that uses Ant Design, with what that needs around it. */
export function withAntd<P extends object>(Component: ComponentType<P>): (props: P) => ReactNode {
  return (props) => (
    <AntdProvider>
      <Component {...props} />
    </AntdProvider>
  );
}
