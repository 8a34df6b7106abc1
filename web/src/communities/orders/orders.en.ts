import type { ru } from './orders.ru.ts'

export const en: typeof ru = {
  pick: {
    choose: 'Choose the order',
    other: 'Choose another file',
    hint: 'PDF or a photo (JPEG, PNG, WebP), 20 MB at most',
    sending: (share) => `Sending the order: ${share}`,
    cancel: 'Stop',
    there: (name) => `The order is attached: ${name}`,
    retry: 'Send again',
    tooLarge: 'The file is larger than 20 MB. Save the order as PDF or take a smaller photo.',
  },
  scan: {
    label: (name) => `Order: ${name}`,
    open: 'Open apart',
    loading: 'Loading the order',
  },
  phones: {
    form: 'Phone of the form',
    order: 'Phone of the order',
    hint: 'Type it from the sheet, digit by digit',
    same: 'The numbers are the same',
    differ: 'The numbers differ: no right is given by such an order',
  },
}
