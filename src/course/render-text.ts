import { renderText } from '../compile/render.ts'
import type { Language } from '../words/say.ts'
import type { Values } from './draw.ts'
import type { Step } from './step.ts'

const onMachine: Record<Language, string> = { en: 'On', ru: 'На' }

/**
 * Puts drawn values into a text, and with `command("id")` a step of the solution, so that what a learner reads is
 * what CI replays. Throws where the text asks for what there is not.
 */
export function renderCourseText(markdown: string, values: Values, steps: readonly Step[], language: Language): string {
  const command = (id: string): string => {
    const step = steps.find((one) => one.id === id)
    if (!step) throw new Error(`no step "${id}"`)
    return stepMarkdown(step, language)
  }
  return renderText(markdown, { ...values, command })
}

/** What is typed in a step, as Markdown; nothing for steps that only wait. */
export function stepMarkdown(step: Step, language: Language): string {
  if (step.run !== undefined)
    return `${onMachine[language]} \`${step.on}\`:\n\n\`\`\`bash\n${step.as === 'root' ? `sudo -i\n` : ''}${step.run.trimEnd()}\n\`\`\``
  const [fault] = Object.entries(step.fault ?? {})
  return fault ? `\`\`\`bash\n./pglab fault ${fault[0]} ${fault[1]}\n\`\`\`` : ''
}
