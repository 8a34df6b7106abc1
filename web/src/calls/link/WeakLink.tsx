import { choose } from '../choices.ts'
import { t } from './link.texts.ts'
import type { Strain } from './strain.ts'

/** Says what a weak link is spared, with the way to have it all the same. */
export function WeakLink({ strain, camera }: { strain: Strain; camera: boolean }) {
  if (strain === 0) return null
  return (
    <p>
      <span>
        {t.saves[strain]}
        {strain === 2 && camera && ` ${t.heldBack}`}
      </span>
      <button type="button" onClick={() => choose({ savesItself: false })}>
        {t.stop}
      </button>
    </p>
  )
}
