declare module "virtual:survey-theme.css";
