const marks = /^(?:[○◯〇◎●✓✔☑レ有可1]|あり|実施|[×✕✗xX無否0\-－ー―]|なし)$/;

/** Whether a cell holds a sign that a list marks its services with (○, レ, 有), or one for none (×, 無). */
export const isServiceMark = (cell: string): boolean => marks.test(cell.trim());

const yes = /^(?:[○◯〇◎●✓✔☑レ有可1]|あり|実施)(?:[(（].*)?$/u;

/** Whether a mark says that the service is offered; a remark in brackets may stand behind it. */
export const isGivenMark = (cell: string): boolean => yes.test(cell.trim());
