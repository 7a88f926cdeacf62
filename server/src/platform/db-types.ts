// biome-ignore lint/complexity/noBannedTypes: generated
export type DB = {};
