import type { PapersPageData } from "./round.types.ts";
import type { SheetWords } from "./sheet-words.ts";

type Sheet = PapersPageData["sheets"][number];
type Props = { sheet: Sheet; invented: boolean; words: SheetWords };

/** A letter on one sheet of A4, with QR code, link and short code. */
export function LetterSheet({ sheet, invented, words }: Props) {
  const { text, qr, address, code, kind } = sheet;
  return (
    <article className="sheet">
      <SheetHead sheet={sheet} invented={invented} words={words} />
      <div className="sheet-answer">
        <div>
          <p>{words["letter.how_qr"]}</p>
          <p className="sheet-address">{address}</p>
          <p>{words["letter.how_code"]}</p>
          <p className="sheet-code">
            <span>{words["letter.code"]}</span> <strong>{code}</strong>
          </p>
        </div>
        {qr ? (
          <svg viewBox={`-4 -4 ${qr.size + 8} ${qr.size + 8}`} className="sheet-qr" role="img" aria-label={address}>
            <path d={qr.path} shapeRendering="crispEdges" />
          </svg>
        ) : null}
      </div>
      {kind === "provider" ? <p>{words["letter.own"]}</p> : null}
      {kind === "single" ? <p>{words["letter.single"]}</p> : null}
      <SheetFoot closing={text.closing} contact={text.contact} words={words} />
    </article>
  );
}

/** A fax on one sheet: no picture that a fax would smear, a large code instead. */
export function FaxSheet({ sheet, invented, words }: Props) {
  const { text, code, fax } = sheet;
  return (
    <article className="sheet">
      <h2 className="sheet-fax-title">{words["fax.title"]}</h2>
      {invented ? <p className="sheet-invented">{words["frame.invented"]}</p> : null}
      <dl className="facts sheet-fax-head">
        <dt>{words["fax.to"]}</dt>
        <dd>{text.to[0]}</dd>
        <dt>{words["fax.number"]}</dt>
        <dd>{fax ?? words["fax.no_number"]}</dd>
        <dt>{words["fax.from"]}</dt>
        <dd>{text.contact}</dd>
        <dt>{words["fax.pages"]}</dt>
        <dd>
          {words["fax.one"]} {text.date}
        </dd>
        <dt>{words["fax.subject"]}</dt>
        <dd>{text.title}</dd>
      </dl>
      {text.paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <p>{words["letter.how_fax"]}</p>
      <p className="sheet-code sheet-code-large">
        <span>{words["letter.code"]}</span> <strong>{code}</strong>
      </p>
      <p>{words["letter.own"]}</p>
      <SheetFoot closing={text.closing} contact={text.contact} words={words} />
    </article>
  );
}

function SheetHead({ sheet: { text }, invented, words }: Props) {
  return (
    <>
      <p className="sheet-date">{text.date}</p>
      {text.to.map((line, index) => (
        <p key={line} className={index === 0 ? "sheet-to" : "sheet-to-address"}>
          {line}
        </p>
      ))}
      <p className="sheet-from">{text.from}</p>
      {invented ? <p className="sheet-invented">{words["frame.invented"]}</p> : null}
      <h2 className="sheet-title">{text.title}</h2>
      {text.paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </>
  );
}

function SheetFoot({ closing, contact, words }: { closing: string; contact: string; words: SheetWords }) {
  return (
    <dl className="facts sheet-foot">
      <dt>{words["letter.closing"]}</dt>
      <dd>{closing}</dd>
      <dt>{words["letter.ask"]}</dt>
      <dd>{contact}</dd>
    </dl>
  );
}
