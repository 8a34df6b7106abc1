import type { InputOf, Operation } from '#contract/kit/operation.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { t } from '../school.texts.ts'
import { FormFoot } from './Form.tsx'
import { Mistake } from './Trouble.tsx'

interface QuestionProps<O extends Operation> {
  operation: O
  input: InputOf<O>
  text: string
  yes: string
  refreshes: readonly Operation[]
  close: () => void
}

/** Asks before something is taken away, and says what happens then. */
export function Question<O extends Operation>({ operation, input, text, yes, refreshes, close }: QuestionProps<O>) {
  const command = useCommand(operation, { refreshes, onSuccess: close })
  return (
    <>
      <div className="es-alert">
        <p>{text}</p>
        <Mistake error={command.error} />
      </div>
      <FormFoot
        save={yes}
        cancel={t.cancel}
        danger
        busy={command.isPending}
        onSave={() => command.mutate(input)}
        close={close}
      />
    </>
  )
}
