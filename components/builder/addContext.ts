import { createContext, useContext } from 'react';
import type { Spot } from './model/adding';

/** Opens the dialog that adds a block at a spot. */
export const AddContext = createContext<(spot: Spot) => void>(() => undefined);
export const useAdd = () => useContext(AddContext);
