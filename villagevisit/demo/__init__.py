"""The main job on a demonstration township, from an Excel roster to a county receipt, done in the real windows."""
