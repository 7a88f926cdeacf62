import { Type } from 'typebox';
import { capability } from '../../core/capabilities.ts';
import { defineMethod } from '../../core/method.ts';

/** RFC 8620 §4 */
export const coreEcho = defineMethod({
  name: 'Core/echo',
  using: capability.core,
  access: 'none',
  args: Type.Object({}),
  run: async (args) => args,
});
