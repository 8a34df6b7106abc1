import '#web/kit/theme/theme.ts'
import { createRoot } from 'react-dom/client'
import { InteractionPage } from './InteractionPage.tsx'
import { interactionOf } from './next-path.ts'
import { SigninPage } from './SigninPage.tsx'
import { t } from './signin.texts.ts'

document.title = t.documentTitle
const interaction = interactionOf(location.pathname)
createRoot(document.getElementById('root')!).render(
  interaction === null ? <SigninPage /> : <InteractionPage id={interaction} />,
)
