import type { Poll } from '#contract/messenger/poll.ts'
import { Option } from './Option.tsx'
import styles from './polls.module.css'
import { resultLine } from './result-line.ts'

/** How the votes of a poll stand, for who looks at it and does not vote. */
export function PollResult({ question, poll }: { question: string; poll: Poll }) {
  return (
    <div className={styles.card}>
      <b className={styles.question}>{question}</b>
      <fieldset className={styles.options} aria-label={question}>
        {poll.options.map((text, option) => (
          <Option
            key={text}
            text={text}
            poll={poll}
            option={option}
            marked={false}
            right={poll.state.right}
            onChoose={null}
          />
        ))}
      </fieldset>
      <small>{resultLine(poll, poll.state.ended !== null)}</small>
    </div>
  )
}
