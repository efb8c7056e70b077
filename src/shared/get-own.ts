/** Gets an own property, never an inherited one such as `constructor`. (`Object.hasOwn` needs Chrome 93.) */
export function getOwn<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.prototype.hasOwnProperty.call(table, name) ? table[name] : undefined
}
