export declare const FULL_RUN: boolean
export declare const FULL_FOLDER: string
export declare function inThisRun<Each>(
  all: readonly Each[],
  byDefault: (each: Each) => boolean,
): readonly Each[]
export declare const requireFull: NodeJS.Require
export declare function packageFolder(name: string): string
