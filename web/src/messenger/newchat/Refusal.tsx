import { explain } from '#web/kit/errors/explain.ts'
import styles from './newchat.module.css'

/** Why the server has refused: the rule, who set it and who can change it. */
export function Refusal({ error }: { error: unknown }) {
  if (error === null || error === undefined) return null
  const told = explain(error)
  return (
    <p className={styles.refusal} role="alert" ref={(line) => line?.scrollIntoView({ block: 'nearest' })}>
      {told.sentence}
      {told.code !== null && <small>{told.code}</small>}
    </p>
  )
}
