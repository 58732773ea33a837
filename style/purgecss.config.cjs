// Rules of USWDS for what Foothold does not use are left out: a style sheet of half the size comes before every page.
// Classes are found as words in what writes pages; those made of parts are listed.
module.exports = {
  css: ['../target/style/foothold.css'],
  content: ['../app/src/**/*.rs', '../server/src/**/*.rs', '../frontend/*.js'],
  output: '../target/style/',
  safelist: { standard: [/^bars__part/] },
  variables: false,
  keyframes: false,
};
