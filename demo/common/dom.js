/** Creates an element: `h('button', { type: 'button', onclick }, 'Pay')`. Children that are `undefined` are left out. */
export function h(name, properties = {}, ...children) {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) {
    if (key in element) element[key] = value
    else element.setAttribute(key, value)
  }
  element.append(...children.flat().filter(child => child !== undefined))
  return element
}
