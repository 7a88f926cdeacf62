/** The sample province: data and how it comes into an empty database. */
export { createSampleProvince, type SampleDeps, type SampleOptions } from './create-sample.ts';
export { passwordsFile } from './passwords-file.ts';
export { readSample, type Sample, sampleProvince, wantsSample } from './sample.ts';
