// The rules for the scripts of the pages. Those on modules are what kg/page/script_modules.py needs to join them.
import js from "@eslint/js";
import globals from "globals";

const forms = {
  "ExportDefaultDeclaration, ExportAllDeclaration, ExportNamedDeclaration[specifiers.length>0]":
    "Export where it is declared: export function, export class, export const.",
  "ExportNamedDeclaration > VariableDeclaration[kind!='const'], ExportNamedDeclaration > VariableDeclaration[declarations.length>1]":
    "Export one const at a time: what changes stands in an object.",
  "ExportNamedDeclaration > VariableDeclaration > VariableDeclarator > :matches(ObjectPattern, ArrayPattern)": "Export a const by its name.",
  "ImportDefaultSpecifier, ImportNamespaceSpecifier, ImportDeclaration[specifiers.length=0]": "Import by name: import { a, b as c }.",
  "ImportExpression, MetaProperty[meta.name='import']": "A page is one file: it cannot load a module.",
  "Program > ExpressionStatement > AwaitExpression, Program > VariableDeclaration > VariableDeclarator > AwaitExpression":
    "A module is joined as a function: await inside an async one.",
};
const markup = ["innerHTML", "outerHTML", "insertAdjacentHTML"];

export default [
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2024, sourceType: "module", globals: { ...globals.browser, vis: "readonly" } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "eqeqeq": "error",
      "no-control-regex": "off", // characters that are not seen are shown as their code, which takes naming them
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-restricted-properties": ["error", ...markup.map((property) => ({ property, message: "Text is set as text: nothing from a cable becomes markup." }))],
      "no-restricted-syntax": ["error", ...Object.entries(forms).map(([selector, message]) => ({ selector, message }))],
      "no-self-compare": "error",
      "no-unneeded-ternary": "error",
      "no-useless-return": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": ["error", { destructuring: "all" }],
    },
  },
];
