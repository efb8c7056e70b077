import { Component, type ComponentChildren } from 'preact'

interface BoundaryProps {
  onError(error: Error): void
  children: ComponentChildren
}

/** Removes what cannot be drawn: a page may pass anything. */
export class Boundary extends Component<BoundaryProps, { failed: boolean }> {
  override state: { failed: boolean } = { failed: false }

  override componentDidCatch(error: Error): void {
    this.setState({ failed: true })
    this.props.onError(error)
  }

  override render(): ComponentChildren {
    return this.state.failed ? null : this.props.children
  }
}
