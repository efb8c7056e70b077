/**
 * Replaces parts of a property of a prototype: its getter, its setter or its value.
 *
 * @param change gets the native property, which may be inherited
 * @returns a function that restores it, unless somebody else has replaced it in the meantime
 */
export function override<Target extends object, Value>(
  prototype: Target,
  name: string,
  change: (native: TypedPropertyDescriptor<Value>) => PropertyDescriptor & ThisType<Target>,
): () => void {
  const own = Object.getOwnPropertyDescriptor(prototype, name)
  const native = own ?? inherited(prototype, name)
  // Some test environments lack some properties.
  if (!native) return () => {}
  const changed = change(native)
  Object.defineProperty(prototype, name, { ...native, configurable: true, ...changed })
  return () => {
    const current = Object.getOwnPropertyDescriptor(prototype, name)
    const isOurs = Object.entries(changed).every(([part, value]) => current?.[part as 'value'] === value)
    if (!isOurs) return
    if (own) Object.defineProperty(prototype, name, own)
    else delete (prototype as Record<string, unknown>)[name]
  }
}

function inherited(prototype: object, name: string): PropertyDescriptor | undefined {
  const parent: object | null = Object.getPrototypeOf(prototype)
  return parent ? (Object.getOwnPropertyDescriptor(parent, name) ?? inherited(parent, name)) : undefined
}
