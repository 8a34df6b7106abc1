import { type ComponentType, createElement, lazy, Suspense } from 'react'

/** A component whose code comes later, for what a screen can do without: nothing stands there until then, or when it fails. */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const Late: ComponentType<Props> = lazy(() =>
    load().then(
      (component) => ({ default: component }),
      () => ({ default: () => null }),
    ),
  )
  return (props) => <Suspense>{createElement(Late, props)}</Suspense>
}
