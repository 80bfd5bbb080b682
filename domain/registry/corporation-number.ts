/**
 * 法人番号 of a 会社法人等番号: its twelve digits with the check digit in front, which is 9 − (Σ Pn × Qn mod 9); Pn is the nth digit from
 * the lowest, Qn is 1 where n is odd and 2 where it is even. Source: 法人番号の指定等に関する省令 (平成26年財務省令第70号) 第2条.
 */
export function withCheckDigit(twelveDigits: string): string {
  const sum = [...twelveDigits]
    .reverse()
    .reduce((so, digit, index) => so + Number(digit) * (index % 2 === 0 ? 1 : 2), 0);
  return `${9 - (sum % 9)}${twelveDigits}`;
}
