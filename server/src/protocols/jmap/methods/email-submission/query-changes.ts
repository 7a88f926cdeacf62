import { queryChangesArgs, strict } from '../../core/arguments.ts';
import { capability } from '../../core/capabilities.ts';
import { MethodError } from '../../core/errors.ts';
import { defineMethod } from '../../core/method.ts';

/** RFC 8621 §7.4: a client asks anew (§5.6 of RFC 8620 allows it); a person's submissions are few. */
export const emailSubmissionQueryChanges = defineMethod({
  name: 'EmailSubmission/queryChanges',
  using: capability.submission,
  access: 'read',
  args: strict(queryChangesArgs),
  run: () => Promise.reject(new MethodError('cannotCalculateChanges')),
});
