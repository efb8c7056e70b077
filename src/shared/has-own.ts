/** What stands in a table under this name; nothing that every object has, as `constructor`. (`Object.hasOwn` came with Chrome 93.) */
export function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.prototype.hasOwnProperty.call(table, name) ? table[name] : undefined
}
