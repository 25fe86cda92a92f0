"""What is kept: models by noun, repositories, the unit of work, migrations. The only SQL."""
