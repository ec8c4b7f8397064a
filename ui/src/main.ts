import '@fontsource-variable/atkinson-hyperlegible-next';
import './styles/tokens.css';
import './styles/base.css';
import './styles/app.css';

import { mount } from 'svelte';
import App from './App.svelte';
import { language, setLanguage } from './lib/i18n/index.svelte';
import { appearance } from './state/appearance.svelte';

// Language and colours stand before the first paint; the book's own settings follow when it is open.
setLanguage(language());
appearance.apply({});

const target = document.getElementById('corong');
if (target) mount(App, { target });
