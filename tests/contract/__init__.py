"""What the project as a whole promises: floors, sizes, imports, the package."""
