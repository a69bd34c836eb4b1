import { render } from 'preact';
import { App } from './app';
import './base.css';

render(<App />, document.getElementById('app')!);
