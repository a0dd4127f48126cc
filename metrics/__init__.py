"""Reads snapshots of bulletins, keeps their quantified goals as targets, and shows progress against them."""
