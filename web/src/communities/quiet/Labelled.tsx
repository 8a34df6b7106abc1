import { type ReactNode, useId } from 'react'

/** A control of a row, whose label is heard and not seen: where it stands says the same to the eye. */
export function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div>
      <label htmlFor={id} className="vh">
        {label}
      </label>
      {children(id)}
    </div>
  )
}
