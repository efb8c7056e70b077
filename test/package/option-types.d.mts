export interface Option {
  name: string
  type: string
  defaultValue: string | undefined
  meaning: string
}
export declare function readOptionTypes(): { types: Map<string, Option[]>; mistakes: string[] }
