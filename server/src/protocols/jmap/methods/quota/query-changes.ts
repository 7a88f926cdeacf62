import { queryChangesArgs, strict } from '../../core/arguments.ts';
import { capability } from '../../core/capabilities.ts';
import { MethodError } from '../../core/errors.ts';
import { defineMethod } from '../../core/method.ts';

/** RFC 9425 §4.4: asking anew costs less than following one id. */
export const quotaQueryChanges = defineMethod({
  name: 'Quota/queryChanges',
  using: capability.quota,
  access: 'read',
  args: strict(queryChangesArgs),
  run: () => Promise.reject(new MethodError('cannotCalculateChanges')),
});
