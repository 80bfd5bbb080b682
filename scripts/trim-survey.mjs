/**
 * Question types of SurveyJS that no questionnaire can hold: surveys/definition.ts refuses them. `matrixdropdown` and
 * `matrixdynamic` are missing here because the base of other types needs them.
 */
export const refusedTypes = new Set(
  "buttongroup composite custom file flowpanel image imagemap imagepicker ranking rating signaturepad slider tagbox".split(
    " ",
  ),
);

/** Parts that only those types, a survey in a window, or a survey under a clock are made of, by the start of their class names. */
const refusedClasses =
  /\.s[dv]-(?:brand-info|breadcrumbs|buttongroup|dragdrop|drag-drop-choices-shortcut|file|image|imagemap|imagepicker|progress-buttons|ranking|rating|signaturepad|slider|tagbox|timer)(?![a-z])/;
const refusedSelector = (selector) =>
  refusedClasses.test(selector.replace(/:not\((?:[^()]|\([^()]*\))*\)/g, "")) ||
  /\.sv[-_](?:progress-toc|window)(?![a-z])/.test(selector);

/** Pictures that only those types and a survey in a window show, by the start of their names. */
const refusedIcons =
  /^(?:camera|file|flip|folder|fullsize|image|maximize|minimize|navmenu|noimage|ranking|rating|removefile|restoredown|smiley|timercircle)(?![a-z])/;

/**
 * SurveyJS's style sheet without the rules of what no questionnaire holds.
 * @param {string} css minified, as in `survey-core.fontless.min.css`
 */
export function trimSurveyCss(css) {
  return splitBlocks(css)
    .map(({ head, body }) => {
      if (body === null) return head;
      if (/^@(?:media|supports|container)/.test(head)) {
        const inner = trimSurveyCss(body);
        return inner === "" ? "" : `${head}{${inner}}`;
      }
      if (head.startsWith("@")) return `${head}{${body}}`;
      const kept = splitSelectors(head).filter((selector) => !refusedSelector(selector));
      return kept.length === 0 ? "" : `${kept.join(",")}{${body}}`;
    })
    .join("");
}

/**
 * The theme's variables that `css` names, and those that these name in turn.
 * @param {string} theme one rule, one declaration a line (`createBaseThemeStyle()` of survey-core)
 * @param {string} css
 */
export function trimTheme(theme, css) {
  const values = new Map([...theme.matchAll(/^\s*(--[\w-]+):\s*([^;]*);/gm)].map(([, name, value]) => [name, value]));
  const wanted = new Set();
  const open = namedIn(css);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (wanted.has(name)) continue;
    wanted.add(name);
    open.push(...namedIn(values.get(name) ?? ""));
  }
  return theme.replace(/^\s*(--[\w-]+):[^;]*;\n?/gm, (line, name) => (wanted.has(name) ? line : ""));
}

/** Custom properties that a text refers to. */
export const namedIn = (css) => [...css.matchAll(/var\(\s*(--[\w-]+)/g)].map(([, name]) => name);

/** Top-level rules of a style sheet without comments: what stands before the brace and what stands in it (null: a statement). */
function splitBlocks(css) {
  const blocks = [];
  let [start, depth, open] = [0, 0, 0];
  for (let at = 0; at < css.length; at += 1) {
    const sign = css[at];
    if (sign === '"' || sign === "'") at = css.indexOf(sign, at + 1);
    else if (sign === ";" && depth === 0) {
      blocks.push({ head: css.slice(start, at + 1), body: null });
      start = at + 1;
    } else if (sign === "{") {
      if (depth === 0) open = at;
      depth += 1;
    } else if (sign === "}") {
      depth -= 1;
      if (depth === 0) {
        blocks.push({ head: css.slice(start, open).trim(), body: css.slice(open + 1, at) });
        start = at + 1;
      }
    }
  }
  return blocks;
}

/** Selectors of a list; commas inside parentheses belong to one of them. */
const splitSelectors = (list) => list.split(/,(?![^()]*(?:\([^()]*\)[^()]*)*\))/);

/**
 * SurveyJS's module for the browser without the types that no questionnaire holds, and without the theme that its own
 * style sheet carries: their registrations go, and the bundler drops what nothing refers to any more.
 * @param {string} code
 * @param {{ body: object[] }} program its syntax tree (ESTree), with `start` and `end`
 */
export function trimSurveyCode(code, program) {
  const dropped = new Set();
  const cuts = [];
  for (const statement of program.body) {
    if (statement.type === "ExpressionStatement" && concernsRefused(statement.expression)) {
      cuts.push([statement.start, statement.end, ""]);
      for (const [, name] of code.slice(statement.start, statement.end).matchAll(/new (\w+)\(["'n]/g))
        dropped.add(name);
    }
    for (const declared of statement.type === "VariableDeclaration" ? statement.declarations : []) {
      if (declared.id.name === "baseTheme" && declared.init) cuts.push([declared.init.start, declared.init.end, "{}"]);
      // In place of a picture stands nothing that a list could hold: the text around it stays as it is.
      for (const { start, end, key } of (declared.id.name === "icons" && declared.init?.properties) || [])
        if (refusedIcons.test(key?.value ?? "")) cuts.push([start, end, "...{}"]);
    }
  }
  for (const statement of program.body) {
    const call = statement.type === "ExpressionStatement" ? statement.expression : null;
    if (call?.type !== "CallExpression" || call.callee.name !== "__decorate") continue;
    const [, target] = call.arguments;
    if (dropped.has(target?.object?.name)) cuts.push([statement.start, statement.end, ""]);
  }
  return cuts
    .sort(([a], [b]) => b - a)
    .reduce((text, [start, end, instead]) => text.slice(0, start) + instead + text.slice(end), code);
}

const registrations = new Set(["addClass", "registerQuestion", "getProperty"]);

/** `Serializer.addClass("rating", …)` and `Serializer.getProperty("imagepicker", …).type = …`. */
function concernsRefused(expression) {
  const call = expression.type === "AssignmentExpression" ? expression.left.object : expression;
  return (
    call?.type === "CallExpression" &&
    call.callee.type === "MemberExpression" &&
    registrations.has(call.callee.property.name) &&
    refusedTypes.has(call.arguments[0]?.value)
  );
}
